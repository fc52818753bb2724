package matching

// selectLeast moves the k least of a to the front (Hoare 1961). less is a
// strict order in which no two are equal, so that who these are does not
// depend on the order before.
func selectLeast[T any](a []T, k int, less func(a, b T) bool) {
	lo, hi := 0, len(a)-1
	for lo < hi {
		pivot := a[lo+(hi-lo)/2]
		i, j := lo, hi
		for i <= j {
			for less(a[i], pivot) {
				i++
			}
			for less(pivot, a[j]) {
				j--
			}
			if i <= j {
				a[i], a[j] = a[j], a[i]
				i++
				j--
			}
		}
		switch {
		case k-1 <= j:
			hi = j
		case k-1 >= i:
			lo = i
		default:
			return
		}
	}
}
