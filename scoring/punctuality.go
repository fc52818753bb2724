package scoring

// punctualityTable is [roster.PunctualityRecord]: s = 1000·(Good+9)/(Total+10),
// so that a worker without a record begins at 900. It depends on the worker
// alone.
type punctualityTable struct {
	// permille[w] is the score of worker w for every job.
	permille []int16
}

func newPunctualityTable(ix *index) punctualityTable {
	t := punctualityTable{permille: make([]int16, len(ix.Problem.Workers))}
	for w := range t.permille {
		r := ix.Problem.Workers[w].Punctuality
		t.permille[w] = int16(full * (int64(r.Good) + 9) / (int64(r.Total) + 10))
	}
	return t
}

func (t *punctualityTable) score(worker int) int { return int(t.permille[worker]) }
