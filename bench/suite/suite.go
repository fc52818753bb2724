package suite

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Suite is the name of a public benchmark.
type Suite string

// The suites.
const (
	// VRPTW is Solomon's and Gehring and Homberger's vehicle routing with
	// time windows, distance only, truncated to one decimal (DIMACS).
	VRPTW Suite = "vrptw"
	// PrizeCollecting is VRPTW with clients left out against their prize.
	PrizeCollecting Suite = "prize_collecting_vrptw"
	// SiteDependent is Cordeau and Laporte's VRPTW where each client allows
	// certain vehicles and routes have a longest duration.
	SiteDependent Suite = "site_dependent_vrptw"
	// TRSP is Pillac, Guéret and Medaglia's technician routing with skills,
	// tools and spare parts.
	TRSP Suite = "trsp_pillac"
	// HHCRSP is Mankowska, Meisel and Bierwirth's home health care with
	// double services and soft windows, as JSON of Ceschia et al.
	HHCRSP Suite = "hhcrsp_mankowska"
	// UHHC is the unified home health care of Ceschia et al. with lunch
	// breaks, overtime, optional patients and prices by instance.
	UHHC Suite = "uhhc"
	// BR2008 is Bredström and Rönnqvist's home care with synchronised visits,
	// for travel time.
	BR2008 Suite = "vrptwsyn_br2008"
	// Consistent is Stavropoulou's consistent vehicle routing with a fleet of
	// several types over several days.
	Consistent Suite = "consistent_vrp"
)

// Suites lists every suite in a fixed order.
func Suites() []Suite {
	return []Suite{VRPTW, PrizeCollecting, SiteDependent, TRSP, HHCRSP, UHHC, BR2008, Consistent}
}

// Parse returns the suite of a name as the command line gives it. Besides
// the names themselves it takes the short forms "prize", "site", "trsp",
// "hhcrsp", "br2008" and "consistent".
func Parse(name string) (Suite, error) {
	switch name {
	case "prize":
		return PrizeCollecting, nil
	case "site":
		return SiteDependent, nil
	case "trsp":
		return TRSP, nil
	case "hhcrsp":
		return HHCRSP, nil
	case "br2008":
		return BR2008, nil
	case "consistent":
		return Consistent, nil
	}
	if s := Suite(name); slices.Contains(Suites(), s) {
		return s, nil
	}
	return "", fmt.Errorf("unknown suite %.40q: want one of %v", name, Suites())
}

// CheckFormat is the name by which the benchmark's checker check_sol.py
// knows the suite. The suites with JSON answers have checkers of their own,
// consistent_vrp has none.
func (s Suite) CheckFormat() string {
	switch s {
	case TRSP:
		return "trsp"
	case BR2008:
		return "br2008"
	}
	return string(s)
}

// Extension is how the names of the suite's answers end: ".json" or ".sol".
func (s Suite) Extension() string {
	if s == HHCRSP || s == UHHC {
		return ".json"
	}
	return ".sol"
}

// Epoch is the instant at which every instance's time 0 lies.
var Epoch = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

// The limits on what a file may hold.
const (
	MaxFileBytes = 16 << 20
	MaxNodes     = 3000
	MaxWorkers   = 3000
	// MaxCoordinate bounds the amount of coordinates.
	MaxCoordinate = 100_000
	// MaxQuantity bounds demands, capacities and prizes.
	MaxQuantity = 1_000_000_000
	// maxSeconds bounds scaled times: a horizon of 366 days less one.
	maxSeconds = 365 * 86400
)

// FileError is a fault of an instance or answer file.
type FileError struct {
	File string
	// Line from 1; 0: the file as a whole.
	Line int
	Msg  string
}

// Error tells file, line and fault.
func (e *FileError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Msg)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg)
}

// Read reads an instance file of a suite. Its name is the file's without
// extension; the best known cost is looked up in a file bks.csv in the same
// folder or the one above, where there is one.
func Read(s Suite, path string) (*Instance, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	in, err := ReadFrom(s, f, name)
	if fault, ok := err.(*FileError); ok {
		fault.File = path
	}
	if err != nil {
		return nil, err
	}
	in.Best, err = BestKnown(s, path)
	if err != nil {
		return nil, err
	}
	return in, nil
}

// ReadFrom reads an instance of a suite and gives it a name. Its best known
// cost is not looked up.
func ReadFrom(s Suite, r io.Reader, name string) (*Instance, error) {
	var read func(lines []line) (*Instance, error)
	var readJSON func(data []byte) (*Instance, error)
	switch s {
	case VRPTW:
		read = readSolomon
	case PrizeCollecting:
		read = readPrizeCollecting
	case SiteDependent:
		read = readSiteDependent
	case TRSP:
		read = readTRSP
	case HHCRSP:
		readJSON = readHHCRSP
	case UHHC:
		readJSON = readUHHC
	case BR2008:
		read = readBR2008
	case Consistent:
		read = readConsistent
	default:
		return nil, fmt.Errorf("unknown suite %.40q: want one of %v", string(s), Suites())
	}
	data, err := readAll(r, name)
	if err != nil {
		return nil, err
	}
	var in *Instance
	if readJSON != nil {
		in, err = readJSON(data)
	} else {
		in, err = read(splitLines(data))
	}
	if err != nil {
		if fault, ok := err.(*FileError); ok {
			fault.File = name
		}
		return nil, err
	}
	in.Suite, in.Name = s, name
	in.Problem.ID = string(s) + "/" + name
	return in, nil
}
