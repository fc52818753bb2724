package roster

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// scanner walks over JSON text. Its methods return false after a fault which
// ends the reading; every other fault is noted and passed over.
type scanner struct {
	data []byte
	pos  int
	// depth of objects and arrays open at pos.
	depth, maxDepth int
	// broken: data is not valid UTF-8 throughout, so strings must be looked at.
	broken bool
	// scratch holds the last string which had escapes.
	scratch []byte
	trail   trail
	faults  Faults
}

// fault notes a fault at field of the present place.
func (s *scanner) fault(field, code, value, hint string) bool {
	return s.faults.add(Fault{Path: s.trail.path(field), Code: code, Value: shorten(value), Hint: hint})
}

// syntax notes a syntax fault at offset at and returns false.
func (s *scanner) syntax(at int, hint string) bool {
	at = min(at, len(s.data))
	line := 1 + bytes.Count(s.data[:at], []byte{'\n'})
	column := at - bytes.LastIndexByte(s.data[:at], '\n')
	if at == len(s.data) {
		hint = "the text ends too early: " + hint
	}
	s.fault("", FaultSyntax, "", fmt.Sprintf("line %d, column %d: %s", line, column, hint))
	return false
}

func (s *scanner) space() {
	for s.pos < len(s.data) {
		if c := s.data[s.pos]; c > ' ' || c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return
		}
		s.pos++
	}
}

// peek returns the next byte after white space, 0 at the end.
func (s *scanner) peek() byte {
	s.space()
	if s.pos < len(s.data) {
		return s.data[s.pos]
	}
	return 0
}

// end checks that nothing but white space is left.
func (s *scanner) end() bool {
	if s.space(); s.pos < len(s.data) {
		return s.fault("", FaultTrailingData, "", "text follows the end of the document: remove it")
	}
	return true
}

// open goes past the bracket at pos.
func (s *scanner) open() bool {
	s.pos++
	if s.depth++; s.depth > s.maxDepth {
		s.fault("", FaultTooDeep, "", fmt.Sprintf("nested more than %d deep", s.maxDepth))
		return false
	}
	return true
}

// more stands before an element of an object or array, or its end, and tells
// whether there is an element. n is the number of elements so far.
func (s *scanner) more(n int, closing byte) (another, ok bool) {
	c := s.peek()
	if c == closing {
		s.pos++
		s.depth--
		return false, true
	}
	if n == 0 {
		return true, true
	}
	if c != ',' {
		return false, s.syntax(s.pos, fmt.Sprintf("want ',' or '%c'", closing))
	}
	s.pos++
	if s.peek() == closing {
		return false, s.syntax(s.pos, fmt.Sprintf("want another element after ',', not '%c'", closing))
	}
	return true, true
}

// key reads an object's key and the colon. The bytes are valid up to the next
// string.
func (s *scanner) key() (key []byte, ok bool) {
	if s.peek() != '"' {
		return nil, s.syntax(s.pos, "want a key in double quotes")
	}
	key, valid, ok := s.text()
	if !ok || !valid && !s.fault("", FaultText, "", "a key is not valid UTF-8") {
		return nil, false
	}
	if s.peek() != ':' {
		return nil, s.syntax(s.pos, "want ':' after the key")
	}
	s.pos++
	return key, true
}

// commas counts the commas from pos to the end of the list which pos is in,
// without reading what is between. On broken text it is any number.
func (s *scanner) commas() int {
	n, depth := 0, 0
	for i := s.pos; i < len(s.data); i++ {
		switch s.data[i] {
		case '"':
			for i++; i < len(s.data) && s.data[i] != '"'; i++ {
				if s.data[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return n
			}
		case ',':
			if depth == 0 {
				n++
			}
		}
	}
	return n
}

// text reads the string at pos. The bytes are valid up to the next string;
// valid tells whether it is proper Unicode.
func (s *scanner) text() (text []byte, valid, ok bool) {
	start := s.pos + 1
	for i := start; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case c == '"':
			s.pos = i + 1
			text = s.data[start:i]
			return text, !s.broken || utf8.Valid(text), true
		case c == '\\':
			return s.escaped(start, i)
		case c < ' ':
			return nil, false, s.syntax(i, "a string has a control character: escape it")
		}
	}
	return nil, false, s.syntax(len(s.data), "a string does not end")
}

// escaped reads on a string from start with the first escape at i.
func (s *scanner) escaped(start, i int) (text []byte, valid, ok bool) {
	buf := append(s.scratch[:0], s.data[start:i]...)
	valid = true
	for i < len(s.data) {
		c := s.data[i]
		switch {
		case c == '"':
			s.pos, s.scratch = i+1, buf
			return buf, valid && (!s.broken || utf8.Valid(buf)), true
		case c < ' ':
			return nil, false, s.syntax(i, "a string has a control character: escape it")
		case c != '\\':
			buf = append(buf, c)
			i++
			continue
		}
		if i++; i == len(s.data) {
			break
		}
		switch c := s.data[i]; c {
		case '"', '\\', '/':
			buf = append(buf, c)
		case 'b':
			buf = append(buf, '\b')
		case 'f':
			buf = append(buf, '\f')
		case 'n':
			buf = append(buf, '\n')
		case 'r':
			buf = append(buf, '\r')
		case 't':
			buf = append(buf, '\t')
		case 'u':
			r, good := s.hex(i + 1)
			if !good {
				return nil, false, s.syntax(i-1, "want four hexadecimal digits after \\u")
			}
			i += 4
			if utf16.IsSurrogate(r) {
				pair := rune(utf8.RuneError)
				if i+2 < len(s.data) && s.data[i+1] == '\\' && s.data[i+2] == 'u' {
					low, _ := s.hex(i + 3)
					pair = utf16.DecodeRune(r, low)
				}
				if pair == utf8.RuneError {
					valid = false
				} else {
					i += 6
				}
				r = pair
			}
			buf = utf8.AppendRune(buf, r)
		default:
			return nil, false, s.syntax(i-1, "unknown escape in a string")
		}
		i++
	}
	return nil, false, s.syntax(len(s.data), "a string does not end")
}

// hex reads four hexadecimal digits at i.
func (s *scanner) hex(i int) (r rune, ok bool) {
	if i+4 > len(s.data) {
		return 0, false
	}
	for _, c := range s.data[i : i+4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// number reads the number at pos; whole tells that it has neither fraction
// nor exponent.
func (s *scanner) number() (literal []byte, whole, ok bool) {
	start := s.pos
	run := func() bool {
		n := s.pos
		for s.pos < len(s.data) && s.data[s.pos]-'0' <= 9 {
			s.pos++
		}
		return s.pos > n
	}
	at := func(c byte) bool { return s.pos < len(s.data) && s.data[s.pos] == c }
	if at('-') {
		s.pos++
	}
	whole = true
	if at('0') {
		s.pos++
	} else if !run() {
		return nil, false, s.syntax(s.pos, "want a digit")
	}
	if at('.') {
		whole = false
		if s.pos++; !run() {
			return nil, false, s.syntax(s.pos, "want a digit after the decimal point")
		}
	}
	if at('e') || at('E') {
		whole = false
		if s.pos++; at('+') || at('-') {
			s.pos++
		}
		if !run() {
			return nil, false, s.syntax(s.pos, "want a digit in the exponent")
		}
	}
	return s.data[start:s.pos], whole, true
}

// word reads true, false or null at pos.
func (s *scanner) word(word string) bool {
	if !bytes.HasPrefix(s.data[s.pos:], []byte(word)) {
		return s.syntax(s.pos, "want a value: text in double quotes, a number, true, false, null, an object or an array")
	}
	s.pos += len(word)
	return true
}

// skip reads any value and forgets it.
func (s *scanner) skip() bool {
	switch c := s.peek(); c {
	case '{', '[':
		closing := c + 2
		if !s.open() {
			return false
		}
		for n := 0; ; n++ {
			another, ok := s.more(n, closing)
			if !ok || !another {
				return ok
			}
			if c == '{' {
				if _, ok := s.key(); !ok {
					return false
				}
			}
			if !s.skip() {
				return false
			}
		}
	case '"':
		_, valid, ok := s.text()
		return ok && (valid || s.fault("", FaultText, "", "a string is not valid UTF-8"))
	case 't':
		return s.word("true")
	case 'f':
		return s.word("false")
	case 'n':
		return s.word("null")
	default:
		if c == '-' || c >= '0' && c <= '9' {
			_, _, ok := s.number()
			return ok
		}
		return s.word("a value")
	}
}
