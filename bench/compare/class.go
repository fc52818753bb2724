package compare

import "regexp"

// classes are the six of Solomon and of Gehring and Homberger, as their
// instances' names begin.
var classes = regexp.MustCompile(`^(RC|C|R)[12]`)

// ClassOf returns the class of an instance by its name, "" where it has none.
func ClassOf(name string) string { return classes.FindString(name) }
