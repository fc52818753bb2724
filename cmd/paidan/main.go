// Command paidan plans the working day of a home-service agency from files:
// who serves which job, when, and why not.
//
//	paidan generate --jobs 60 --workers 15 > day.json
//	paidan solve day.json --time 10s --out plan.json --report day.html
//	paidan check day.json plan.json
//
// Every file may be "-" for standard input or output. The exit code is 0
// when the work is done, 1 when a check failed and 2 for bad usage or bad
// input.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
