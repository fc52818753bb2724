package main

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
)

// The exit codes.
const (
	exitDone    = 0
	exitRefused = 1 // a check failed
	exitBad     = 2 // bad usage, bad input, or nothing could be written
)

// app holds what every command needs: the streams and the flags they share.
type app struct {
	in       io.Reader
	out, err io.Writer

	format   string
	language string
	currency string
	quiet    bool

	lang words.Lang
}

// run executes one command line and returns the exit code. Whatever happens
// inside, the user gets a sentence and never a stack trace.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) (code int) {
	a := &app{in: in, out: out, err: errs}
	defer func() {
		if v := recover(); v != nil {
			a.printPanic(v)
			code = exitBad
		}
	}()
	root := newRoot(a)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	return a.exitCode(root.ExecuteContext(ctx))
}

// printPanic tells of a broken invariant. The value may hold anything, so only
// the runtime's own messages, which name no data, are shown.
func (a *app) printPanic(v any) {
	what := fmt.Sprintf("%T", v)
	if e, ok := v.(runtime.Error); ok {
		what = e.Error()
	}
	fmt.Fprintf(a.err, "paidan: internal error (%s)\nThis is a fault of the program; please report it with the command and a redacted input.\n", what)
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "paidan",
		Short: "Plan the working day of a home-service agency",
		Long: `Plan the working day of a home-service agency: who serves which job, when, and
why not.

Files are JSON; "-" is standard input or output. Exit codes: 0 done, 1 a check
failed, 2 bad usage or bad input.`,
		Example: `  paidan generate --jobs 60 --workers 15 > day.json
  paidan solve day.json --time 10s --out plan.json --report day.html
  paidan check day.json plan.json
  paidan explain day.json plan.json J007
  paidan solve day.json --format json | paidan check day.json -`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          noCommand,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
		PersistentPreRunE: func(*cobra.Command, []string) (err error) {
			if a.format != "text" && a.format != "json" {
				return usagef("--format %.20q: want \"text\" or \"json\"", a.format)
			}
			if a.lang, err = words.Parse(a.language); err != nil {
				return usagef("--lang: %v", err)
			}
			return nil
		},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.format, "format", "text", "how to answer: text or json")
	flags.StringVar(&a.language, "lang", "en", "language of texts and reports: en or zh")
	flags.StringVar(&a.currency, "currency", "¥", "symbol before amounts of money in texts and reports")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "no progress and no remarks on standard error")
	complete(root, "format", "text", "json")
	complete(root, "lang", "en\tEnglish", "zh\t中文")

	root.AddCommand(newSolve(a), newReplan(a), newCompare(a), newCheck(a), newExplain(a), newShortlist(a), newReport(a),
		newGenerate(a), newQuote(a), newSimulate(a), newBench(a), newSchema(a), newVersion(a))
	return root
}

// complete offers fixed values for a flag.
func complete(c *cobra.Command, flag string, values ...string) {
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// money returns how amounts are written.
func (a *app) money() words.Currency { return words.Currency{Symbol: a.currency} }

// remark tells something beside the answer, unless it is to be quiet.
func (a *app) remark(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.err, format+"\n", args...)
	}
}
