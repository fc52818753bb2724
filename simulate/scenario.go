package simulate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/paidan/paidan/roster"
)

// Scenario is a change of a problem and of the model, usually from a small
// file:
//
//	{"name": "two more nurses at weekends", "operations": [
//	  {"op": "copy", "at": "workers", "where": {"skills.code": "nursing"}, "count": 2, "weekdays": ["sat", "sun"]}]}
//	{"name": "10 % more elder care", "operations": [
//	  {"op": "copy", "at": "jobs", "where": {"service": "elder_care"}, "percent": 10}]}
//	{"name": "without the north", "operations": [
//	  {"op": "remove", "at": "customers", "where": {"area": "north"}}]}
//	{"name": "40 hours", "operations": [
//	  {"op": "merge", "at": "rules", "value": {"maxWeeklyWork": "PT40H"}}]}
type Scenario struct {
	Name       string      `json:"name"`
	Operations []Operation `json:"operations,omitempty"`
}

// FaultScenario is the code of what is wrong with a scenario.
const FaultScenario = "scenario_operation"

// maxScenario is the greatest length of a scenario's file in bytes.
const maxScenario = 1 << 22

// DecodeScenario reads a scenario from JSON, refusing unknown fields.
func DecodeScenario(r io.Reader) (Scenario, error) {
	var s Scenario
	data, err := io.ReadAll(io.LimitReader(r, maxScenario+1))
	if err != nil {
		return s, fmt.Errorf("reading the scenario: %w", err)
	}
	if len(data) > maxScenario {
		return s, one("", roster.FaultTooLarge, "", "a scenario is a small file")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	d.UseNumber()
	if err := d.Decode(&s); err != nil {
		return s, one("", FaultScenario, "", strings.TrimPrefix(err.Error(), "json: "))
	}
	if d.More() {
		return s, one("", FaultScenario, "", "there is text after the scenario")
	}
	if s.Name == "" {
		return s, one("name", FaultScenario, "", "give the scenario a name")
	}
	return s, nil
}

func one(path, code, value, hint string) error {
	return roster.Faults{{Path: path, Code: code, Value: value, Hint: hint}}
}

// Apply returns the problem and the model with the scenario's changes. What
// refers to something removed goes with it: the jobs of a customer, links and
// locks of a job. The result is valid, or the error is [roster.Faults] with a
// path into the scenario, or into the problem as changed.
func (s *Scenario) Apply(p *roster.Problem, m Model) (*roster.Problem, Model, error) {
	if len(s.Operations) == 0 {
		if err := p.Validate(); err != nil {
			return nil, m, err
		}
		return p, m, m.validate(p)
	}
	var text bytes.Buffer
	if err := roster.EncodeProblem(&text, p); err != nil {
		return nil, m, err
	}
	tree := map[string]any{}
	if err := decodeTree(text.Bytes(), &tree); err != nil {
		return nil, m, err
	}
	raw, err := json.Marshal(m)
	if err != nil {
		return nil, m, err
	}
	var model any
	if err := decodeTree(raw, &model); err != nil {
		return nil, m, err
	}
	tree["model"] = model
	for i := range s.Operations {
		if err := s.Operations[i].apply(tree, p); err != nil {
			return nil, m, fmt.Errorf("%w", prefixed(err, fmt.Sprintf("operations[%d]", i)))
		}
	}
	prune(tree)
	raw, err = json.Marshal(tree["model"])
	if err != nil {
		return nil, m, err
	}
	delete(tree, "model")
	var changed Model
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&changed); err != nil {
		return nil, m, one("model", FaultModel, "", strings.TrimPrefix(err.Error(), "json: "))
	}
	raw, err = json.Marshal(tree)
	if err != nil {
		return nil, m, err
	}
	q, err := roster.DecodeProblem(bytes.NewReader(raw))
	if err == nil {
		err = q.Validate()
	}
	if err == nil {
		err = changed.validate(q)
	}
	return q, changed, err
}

func decodeTree(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(into)
}

func prefixed(err error, path string) error {
	var faults roster.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			f.Path = strings.TrimSuffix(path+"."+f.Path, ".")
		}
		return faults
	}
	return err
}
