package main

import (
	"errors"
	"io"
	"os"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel/osm"
)

// stream is the name of standard input and output.
const stream = "-"

// named is how an input is called in messages.
func named(path string) string {
	if path == stream {
		return "standard input"
	}
	return path
}

// read opens a file or standard input and hands it to decode.
func (a *app) read(path string, decode func(io.Reader) error) error {
	r := a.in
	if path != stream {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return &inputError{path, errors.New("is a folder, want a file")}
		}
		r = f
	}
	if err := decode(r); err != nil {
		return &inputError{named(path), err}
	}
	return nil
}

// problem reads and validates a problem.
func (a *app) problem(path string) (p *roster.Problem, err error) {
	err = a.read(path, func(r io.Reader) error {
		if p, err = roster.DecodeProblem(r); err != nil {
			return err
		}
		return p.Validate()
	})
	return p, err
}

// plan reads a plan.
func (a *app) plan(path string) (plan *roster.Plan, err error) {
	err = a.read(path, func(r io.Reader) error {
		plan, err = roster.DecodePlan(r)
		return err
	})
	return plan, err
}

// pair reads a problem and a plan, of which one may come from a pipe.
func (a *app) pair(problem, plan string) (*roster.Problem, *roster.Plan, error) {
	if problem == stream && plan == stream {
		return nil, nil, usagef("only one of PROBLEM and PLAN can be \"-\"")
	}
	p, err := a.problem(problem)
	if err != nil {
		return nil, nil, err
	}
	read, err := a.plan(plan)
	return p, read, err
}

// roads opens the road network a problem needs; nil where it needs none.
func (a *app) roads(path string, p *roster.Problem) (roster.Roads, error) {
	if p.Travel.Kind != roster.RoadTravel {
		if path != "" {
			a.remark("paidan: --osm is not used: travel.kind of the problem is not \"roads\"")
		}
		return nil, nil
	}
	if path == "" {
		return nil, usagef("the problem's travel.kind is \"roads\": give the road network with --osm FILE.osm.pbf")
	}
	network, err := openRoads(path)
	if err != nil {
		return nil, err
	}
	return network, nil
}

// openRoads reads an OpenStreetMap extract.
func openRoads(path string) (*osm.Network, error) {
	network, err := osm.Open(path, osm.Options{})
	if err != nil {
		if isPathError(err) {
			return nil, err
		}
		return nil, &inputError{path, err}
	}
	return network, nil
}
