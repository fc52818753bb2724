// Package architecture holds tests of the project's shape: which packages may
// import which, and what an embedder's build is made of. It has no code.
package architecture
