package geo

import "math"

// SinCos returns the sine and cosine of x in [-2π, 2π].
//
// The method is that of the Cephes library by Stephen L. Moshier and of the
// Go standard library's portable code: reduction to [0, π/4] in three parts,
// then two polynomials. Here every product is rounded on its own, where
// math.Sin may be fused or be assembly on some machines.
func SinCos(x float64) (sin, cos float64) {
	const (
		pi4A = 7.85398125648498535156e-1  // 0x3fe921fb40000000
		pi4B = 3.77489470793079817668e-8  // 0x3e64442d00000000
		pi4C = 2.69515142907905952645e-15 // 0x3ce8469898cc5170
	)
	negative := math.Signbit(x)
	x = math.Abs(x)
	j := uint64(float64(x * (4 / math.Pi)))
	j += j & 1 // octants are mapped to the nearest even one
	y := float64(j)
	z := x - float64(y*pi4A)
	z -= float64(y * pi4B)
	z -= float64(y * pi4C)
	zz := float64(z * z)

	c := polynomial(zz, -1.13585365213876817300e-11, 2.08757008419747316778e-9, -2.75573141792967388112e-7,
		2.48015872888517045348e-5, -1.38888888888730564116e-3, 4.16666666666665929218e-2)
	c = 1 - float64(0.5*zz) + float64(float64(zz*zz)*c)
	s := polynomial(zz, 1.58962301576546568060e-10, -2.50507477628578072866e-8, 2.75573136213857245213e-6,
		-1.98412698295895385996e-4, 8.33333333332211858878e-3, -1.66666666666666307295e-1)
	s = z + float64(float64(z*zz)*s)

	switch j & 7 {
	case 2:
		s, c = c, -s
	case 4:
		s, c = -s, -c
	case 6:
		s, c = -c, s
	}
	if negative {
		s = -s
	}
	return s, c
}

// polynomial returns ((((a·x+b)·x+c)·x+d)·x+e)·x+f by Horner's rule.
func polynomial(x, a, b, c, d, e, f float64) float64 {
	v := float64(a*x) + b
	v = float64(v*x) + c
	v = float64(v*x) + d
	v = float64(v*x) + e
	return float64(v*x) + f
}
