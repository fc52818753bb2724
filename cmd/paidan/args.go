package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
)

// noCommand refuses a word which is not one of the command's own commands.
func noCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := fmt.Sprintf("unknown command %.40q", args[0])
	if like := c.SuggestionsFor(args[0]); len(like) > 0 {
		message += "; did you mean " + strings.Join(like, " or ") + "?"
	}
	return usagef("%s", message)
}

// want refuses a command line which does not have exactly these arguments.
func want(names ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		wanted := "no argument"
		if len(names) > 0 {
			wanted = strings.Join(names, " ")
		}
		return usagef("%s: want %s, got %s", pathOf(c), wanted, counted(len(args)))
	}
}

// wantFiles refuses a command line without any file.
func wantFiles(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return usagef("%s: want at least one FILE", pathOf(c))
}

func counted(n int) string {
	switch n {
	case 0:
		return "no argument"
	case 1:
		return "1 argument"
	}
	return words.Count(int64(n)) + " arguments"
}

// pathOf names a command as it is typed after the program's name.
func pathOf(c *cobra.Command) string {
	path := c.CommandPath()
	if _, rest, ok := strings.Cut(path, " "); ok {
		return rest
	}
	return path
}
