// Package words turns the codes and amounts of problems and plans into words
// for people, in English and Chinese.
//
// A plan stays data: its codes are stable and never translated. Only what is
// shown on a terminal or in a report goes through here:
//
//	lang, err := words.Parse("zh")
//	lang.Reason(roster.ReasonSkill) // 缺少所需技能
//
// A code without words, such as that of an embedder's own gate, is shown as
// it is.
package words

import "fmt"

// Lang is a language. The zero value is English.
type Lang int

// The languages.
const (
	English Lang = iota
	Chinese
)

// Parse reads "en" or "zh".
func Parse(s string) (Lang, error) {
	switch s {
	case "en":
		return English, nil
	case "zh":
		return Chinese, nil
	}
	return English, fmt.Errorf("language %.20q: want \"en\" or \"zh\"", s)
}

// String returns the language's tag, "en" or "zh".
func (l Lang) String() string {
	if l == Chinese {
		return "zh"
	}
	return "en"
}

// pair is the same thing said in English and in Chinese, by Lang.
type pair [2]string

// say looks a code up in a list of words; a code which is not there stands
// for itself.
func (l Lang) say(list map[string]pair, code string) string {
	if p, ok := list[code]; ok {
		return p[l]
	}
	return code
}
