package core

import "os"

// loops returns n, or twenty times as many where PAIDAN_LONG=1 asks for the
// long run of the random tests.
func loops(n int) int {
	if os.Getenv("PAIDAN_LONG") == "1" {
		return 20 * n
	}
	return n
}
