package report

import (
	"bufio"
	"html/template"
	"io"
)

// fill writes a template, which may call funcs, with the data of a page.
func fill(w io.Writer, source string, funcs template.FuncMap, data any) error {
	t, err := template.New("page").Funcs(funcs).Parse(source)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	if err := t.Execute(b, data); err != nil {
		return err
	}
	return b.Flush()
}
