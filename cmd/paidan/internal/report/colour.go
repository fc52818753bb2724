package report

import (
	"fmt"
	"math"
)

// serviceColours are the colours of the services an agency starts from: the
// same in every report. Cleaning is blue, care green and pink.
var serviceColours = map[string]string{
	"daily_cleaning":     "#4f8fe6",
	"deep_cleaning":      "#2c5fb8",
	"appliance_cleaning": "#2ea7b8",
	"maternity_care":     "#e273a6",
	"infant_care":        "#f0a04b",
	"elder_care":         "#63b168",
	"rehab_nursing":      "#1f8a70",
	"cooking":            "#e36f52",
	"butler":             "#8468d0",
	"patient_escort":     "#b678cb",
	"assessment":         "#8b98a8",
	"rework":             "#c4485c",
	"follow_up":          "#c2a33a",
}

// serviceColour returns the colour of a service; those of an own catalogue
// get one by their place in it.
func (m *maker) serviceColour(code string) string {
	if c, ok := serviceColours[code]; ok {
		return c
	}
	return wheel(m.service[code], 0.66, 0.11)
}

// workerColour returns the colour of a worker's routes by the worker's place
// in the problem: far apart for neighbours.
func workerColour(index int) string {
	lightness := [...]float64{0.60, 0.70, 0.52}
	return wheel(index, lightness[index/12%len(lightness)], 0.145)
}

// golden is the angle in degrees by which neighbours differ in hue.
const golden = 137.50776405

// wheel returns the n-th colour of an endless wheel in OKLCH with the given
// lightness and chroma, as sRGB.
func wheel(n int, lightness, chroma float64) string {
	hue := math.Mod(25+golden*float64(n), 360) * math.Pi / 180
	for ; chroma > 0; chroma -= 0.01 {
		if c, ok := oklab(lightness, chroma*math.Cos(hue), chroma*math.Sin(hue)); ok {
			return c
		}
	}
	c, _ := oklab(lightness, 0, 0)
	return c
}

// oklab converts a colour (Björn Ottosson, "A perceptual color space for
// image processing", 2020) to sRGB and reports whether it is within that.
func oklab(lightness, a, b float64) (hex string, ok bool) {
	cube := func(x float64) float64 { return x * x * x }
	l := cube(lightness + 0.3963377774*a + 0.2158037573*b)
	m := cube(lightness - 0.1055613458*a - 0.0638541728*b)
	s := cube(lightness - 0.0894841775*a - 1.2914855480*b)
	rgb := [3]float64{
		4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s,
	}
	ok = true
	var out [3]int
	for i, x := range rgb {
		if x < -0.001 || x > 1.001 {
			ok = false
		}
		x = min(1, max(0, x))
		if x <= 0.0031308 {
			x *= 12.92
		} else {
			x = 1.055*math.Pow(x, 1/2.4) - 0.055
		}
		out[i] = int(math.Round(255 * x))
	}
	return fmt.Sprintf("#%02x%02x%02x", out[0], out[1], out[2]), ok
}
