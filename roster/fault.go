package roster

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Fault is one thing wrong with an input: where, what, and what to do.
//
// Nothing personal is ever in a fault: no name, phone, address or note, no
// position, no gender.
type Fault struct {
	// Path to the faulty field, such as "jobs[3].windows[0].end"; empty: the
	// document as a whole.
	Path string `json:"path"`
	// Code is stable and made for programs; see the Fault constants.
	Code string `json:"code"`
	// Value found, shortened; empty where it is absent, long or personal.
	Value string `json:"value,omitempty"`
	// Hint says in English what is wrong and how to mend it.
	Hint string `json:"hint"`
}

// Error returns the fault in one line.
func (f *Fault) Error() string {
	var b strings.Builder
	if f.Path != "" {
		b.WriteString(f.Path)
		b.WriteString(": ")
	}
	b.WriteString(f.Code)
	if f.Value != "" {
		b.WriteString(" (")
		b.WriteString(strconv.Quote(f.Value))
		b.WriteByte(')')
	}
	if f.Hint != "" {
		b.WriteString(": ")
		b.WriteString(f.Hint)
	}
	return b.String()
}

// Faults is every fault of an input at once. As an error it is found by
// [errors.As] with a *Faults, and its first entry with a **Fault.
type Faults []*Fault

// MaxFaults is how many faults are kept; one more entry with the code
// [FaultTooMany] then tells that there may be others.
const MaxFaults = 10_000

// printedFaults is how many faults Error tells in full.
const printedFaults = 20

// Error tells the first faults, one a line, and how many more there are.
func (fs Faults) Error() string {
	var b strings.Builder
	for i, f := range fs {
		if i == printedFaults {
			fmt.Fprintf(&b, "\nand %d more", len(fs)-i)
			break
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(f.Error())
	}
	return b.String()
}

// Unwrap returns the single faults.
func (fs Faults) Unwrap() []error {
	errs := make([]error, len(fs))
	for i, f := range fs {
		errs[i] = f
	}
	return errs
}

// err returns fs as an error, nil where there is no fault.
func (fs Faults) err() error {
	if len(fs) == 0 {
		return nil
	}
	return fs
}

// add appends a fault and reports whether more may be added.
func (fs *Faults) add(f Fault) bool {
	if len(*fs) > MaxFaults {
		return false
	}
	if len(*fs) == MaxFaults {
		f = Fault{Code: FaultTooMany, Hint: "mend these and try again: there may be more"}
	}
	*fs = append(*fs, &f)
	return len(*fs) <= MaxFaults
}

// sortByPath orders the faults by path, numbers in it counting as numbers;
// those of one path keep their order. The entry FaultTooMany stays last.
func (fs Faults) sortByPath() {
	if n := len(fs); n > 0 && fs[n-1].Code == FaultTooMany {
		fs = fs[:n-1]
	}
	slices.SortStableFunc(fs, func(a, b *Fault) int { return comparePaths(a.Path, b.Path) })
}

func comparePaths(a, b string) int {
	for a != "" && b != "" {
		na, nb := digits(a), digits(b)
		if na > 0 && nb > 0 {
			c := cmp.Or(cmp.Compare(na, nb), cmp.Compare(a[:na], b[:nb]))
			if c != 0 {
				return c
			}
			a, b = a[na:], b[nb:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

// digits returns the number of decimal digits s starts with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// maxShown is the number of characters of a value which a fault shows.
const maxShown = 60

// shorten cuts s for showing and makes it valid UTF-8.
func shorten(s string) string {
	s = strings.ToValidUTF8(s[:min(len(s), 4*maxShown+4)], "\uFFFD")
	if utf8.RuneCountInString(s) <= maxShown {
		return s
	}
	return string([]rune(s)[:maxShown]) + "…"
}

// trail is the way from the document's root to where a walk stands.
type trail []step

// step is a field name, or an index where name is empty, or a map key.
type step struct {
	name  string
	index int
	isKey bool
}

func (t *trail) field(name string) { *t = append(*t, step{name: name}) }
func (t *trail) index(i int)       { *t = append(*t, step{index: i}) }
func (t *trail) key(k string)      { *t = append(*t, step{name: k, isKey: true}) }
func (t *trail) up(n int)          { *t = (*t)[:len(*t)-n] }

// path returns the trail as text, with a field of the last place where it is
// not empty.
func (t trail) path(field string) string {
	var b strings.Builder
	for _, s := range t {
		switch {
		case s.isKey && !isPlainName(s.name):
			b.WriteByte('[')
			b.WriteString(strconv.Quote(shorten(s.name)))
			b.WriteByte(']')
		case s.isKey || s.name != "":
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.name)
		default:
			b.WriteByte('[')
			b.WriteString(strconv.Itoa(s.index))
			b.WriteByte(']')
		}
	}
	if field != "" {
		if b.Len() > 0 && field[0] != '[' {
			b.WriteByte('.')
		}
		b.WriteString(field)
	}
	return b.String()
}

// isPlainName reports whether s reads as a field name: it can stand in a
// path as it is.
func isPlainName(s string) bool {
	if s == "" || len(s) > 64 || s[0] >= '0' && s[0] <= '9' || s[0] == '-' {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '_' && c != '-' && c != '$' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}
