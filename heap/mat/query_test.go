package mat_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/retained"
)

// queried gives what a query finds.
func queried(t *testing.T, h *heap.Heap, query string) []mat.Match {
	t.Helper()
	q, err := mat.ParseQuery(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var sizes mat.Retained
	if q.NeedsRetained() {
		if sizes, err = retained.Compute(t.Context(), h); err != nil {
			t.Fatal(err)
		}
	}
	f, err := q.Filter(t.Context(), h, sizes)
	if err != nil {
		t.Fatal(err)
	}
	var list []mat.Match
	if err := mat.Find(t.Context(), h, []mat.Filter{f}, func(m mat.Match) bool {
		list = append(list, m)
		return true
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

func svs(list []mat.Match) []heap.SV {
	all := []heap.SV{}
	for _, m := range list {
		all = append(all, m.SV)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestQueryIsFind: what a filter of find finds, a query finds too.
func TestQueryIsFind(t *testing.T) {
	for _, name := range []string{"p536-amd64-d046", "p540-amd64-d050", "p514-amd64-d020"} {
		h := open(t, name)
		some := false
		for filter, query := range map[string]string{
			"blessed Leaky::App":                   "class=Leaky::App",
			"cv":                                   "type=CODE",
			"cv --xsub":                            "xsub",
			"cv --package Leaky::App":              "type=CODE and package = Leaky::App",
			"cv --package Leaky::App blessed X":    "package=Leaky::App and class=X",
			"io":                                   "type=IO",
			"io 1":                                 "fileno=1",
			"lexical --inactive $self":             "lexical='$self'",
			"lexical --inactive $self blessed Foo": "lexical=$self and class=Foo",
			"num 1":                                "number=1",
			"num -1":                               "number == -1",
			"pv --eq main":                         "string=main",
			"pv --regexp ^m.*n$":                   "string~^m.*n$",
			"pv -r -i MAIN":                        `string =~ "(?i)MAIN"`,
			"pv a":                                 "string~a",
		} {
			want, got := svs(found(t, h, filter)), svs(queried(t, h, query))
			if !slices.Equal(want, got) {
				t.Errorf("%s: find %s finds %d, %s finds %d", name, filter, len(want), query, len(got))
			}
			some = some || len(want) > 0
		}
		if !some {
			t.Errorf("%s: nothing was found", name)
		}
	}
}

// TestQueryNumbers holds queries against what is counted one by one.
func TestQueryNumbers(t *testing.T) {
	h := open(t, "p536-amd64-d046-leak.3")
	sizes, err := retained.Compute(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	for query, is := range map[string]func(sv heap.SV) bool{
		"size>1kB":                  func(sv heap.SV) bool { return h.Size(sv) > 1000 },
		"size > 1KiB":               func(sv heap.SV) bool { return h.Size(sv) > 1024 },
		"retained>=64KiB":           func(sv heap.SV) bool { return sizes.Bytes(sv) >= 64<<10 },
		"refcnt!=1":                 func(sv heap.SV) bool { return h.Refcnt(sv) != 1 },
		"type=ARRAY and elements>9": func(sv heap.SV) bool { n, _ := h.Len(sv); return h.Kind(sv) == heap.KindArray && n > 9 },
		"closure":                   func(sv heap.SV) bool { return h.Code(sv).IsClosure() },
		"unreached":                 func(sv heap.SV) bool { return !sizes.Reached(sv) },
		"not (closure or size<100)": func(sv heap.SV) bool { return !h.Code(sv).IsClosure() && h.Size(sv) >= 100 },
		"closure and size>1 or not type!=HASH": func(sv heap.SV) bool {
			return h.Code(sv).IsClosure() && h.Size(sv) > 1 || h.Type(sv) == "HASH"
		},
		"not class=Foo": func(sv heap.SV) bool { pkg, _ := h.Package(sv); return pkg != "Foo" },
		"class!=Foo":    func(sv heap.SV) bool { pkg, ok := h.Package(sv); return ok && pkg != "Foo" },
		"blessed":       func(sv heap.SV) bool { _, ok := h.Package(sv); return ok },
	} {
		want := []heap.SV{}
		for sv := range heap.SV(h.Count()) {
			if is(sv) {
				want = append(want, sv)
			}
		}
		if got := svs(queried(t, h, query)); !slices.Equal(got, want) || len(want) == 0 && query != "unreached" {
			t.Errorf("%s: %d found, want %d", query, len(got), len(want))
		}
	}
}

func TestQueryNotes(t *testing.T) {
	h := open(t, "p536-amd64-d046-leak.3")
	list := queried(t, h, "(closure and size>1) and package~. and not class=Foo")
	if len(list) == 0 || len(list[0].Notes) != 1 {
		t.Fatalf("found %v", list)
	}
	said := ""
	for _, part := range list[0].Notes[0] {
		said += part.Text
	}
	if !strings.Contains(said, " bytes, Leaky::") {
		t.Errorf("it is said %q", said)
	}
}

func TestQueryMistakes(t *testing.T) {
	for query, says := range map[string]string{
		"":                                "column 1: a field is missing before the end; there are class, type",
		"  ":                              "column 3: a field is missing",
		"retaind>1":                       `column 1: there is no field "retaind"; did you mean retained?`,
		"class=Foo und size>1":            `column 11: and or or is missing before "und"`,
		"class=Foo and":                   "column 14: a field is missing before the end",
		"class=Foo and or size>1":         `column 15: a field is missing before "or"`,
		"class":                           "column 6: an operator is missing after class: = != ~ !~",
		"class>Foo":                       "column 6: class is compared with = != ~ !~, not with >",
		"class=":                          "column 7: a value is missing after class=",
		"size ~ 1":                        "column 6: size is compared with = != < <= > >=, not with ~",
		"größe>1":                         `column 1: there is no field "größe"`,
		`string="ä" and size>viel`:        `column 21: "viel" is not a size, such as 4096, 64KiB or 1MB`,
		"elements=1.5":                    `column 10: "1.5" is not a whole number`,
		"number<x":                        `column 8: "x" is not a number`,
		"closure=1":                       "column 8: closure is true or false",
		"(closure":                        "column 1: this ( is not closed",
		"closure)":                        "column 8: this ) closes nothing",
		"(closure size>1)":                `column 10: and, or or ) is missing before "size"`,
		"class='Foo":                      "column 7: this quote is not closed",
		"class=(eval 1)":                  "column 7: a value is missing after class=; one with parentheses stands in quotes",
		"string~[":                        "column 8: the regular expression does not compile: missing closing ]",
		"string!x":                        "column 7: ! is no operator",
		"lexical~x":                       "column 8: lexical is compared with =, not with ~",
		"size>-1":                         `column 6: "-1" is not a size`,
		"size>99999999999999999999":       "is not a size",
		"class=\xff":                      "column 7: this is not UTF-8",
		strings.Repeat("(", 200):          "column 102: parentheses and nots are nested more than 100 deep",
		strings.Repeat("not ", 200) + "x": "nested more than 100 deep",
		strings.Repeat("x", 20_000):       "longer than 10000 bytes",
		strings.Repeat("name~x or ", 30) + "weak":  "column 206: there are more than 20 regular expressions",
		"name~" + strings.Repeat("x", 1001):        "longer than 1000 bytes",
		"class=Foo\u202e and \x1b[1m":              `column 16: a field is missing before "\x{1b}"`,
		"class=Foo and nosuch\u202e":               "column 15: there is no field",
		"size>1 and class = Foo  and  elements >=": "column 41: a value is missing after elements>=",
	} {
		_, err := mat.ParseQuery(query)
		var wrong *mat.QueryError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40q: error %v, want %q", query, err, says)
		}
	}
}

func TestQueryWords(t *testing.T) {
	h := open(t, "p536-amd64-d046")
	want := svs(queried(t, h, "class=Leaky::App and not size>1MB"))
	for _, query := range []string{
		`class="Leaky::App" AND NOT size>1MB`, `(class == 'Leaky::App')and(not size>1MB)`, "class =~ ^Leaky::App$ and size<=1MB", `CLASS~"^Leaky\\:\:App$" and size <= '1 MB'`,
	} {
		if got := svs(queried(t, h, query)); !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%s: %d found, want %d", query, len(got), len(want))
		}
	}
	for query, values := range map[string]bool{"class=x or string=y": true, "not (number>3)": true, "size>1": false, "length>1": false} {
		if q, err := mat.ParseQuery(query); err != nil || q.ReadsValues() != values {
			t.Errorf("%s: %v, reads values: want %t", query, err, values)
		}
	}
	for _, name := range mat.FieldNames() {
		if !strings.Contains(mat.QueryHelp(), "\n  "+name+" ") {
			t.Errorf("the help does not know %s", name)
		}
	}
}

// FuzzQuery: every text is a query or a mistake at one of its characters, and
// what a query finds, its opposite does not find.
func FuzzQuery(f *testing.F) {
	for _, seed := range []string{
		"class=Foo and retained>1MB", `not (string~"a\\(b" or elements<=3)`, "lexical=$x", "number!=1e999 and fileno=1", "unreached or magic and weak",
		"((((", "class='", "size=1 2", "a\x00=\xff", "not not not closure", "name=%main::ENV or length>9 or refcnt>1 or line<3 or file!~/",
	} {
		f.Add(seed)
	}
	h := open(f, "p536-amd64-d046")
	sizes, err := retained.Compute(f.Context(), h)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, query string) {
		q, err := mat.ParseQuery(query)
		if err != nil {
			var wrong *mat.QueryError
			if !errors.As(err, &wrong) || wrong.Column < 1 || wrong.Column > len(query)+1 {
				t.Fatalf("%q: %v", query, err)
			}
			return
		}
		opposite, err := mat.ParseQuery("not (" + query + ")")
		if err != nil {
			if strings.Contains(err.Error(), "deep") || strings.Contains(err.Error(), "longer") {
				return
			}
			t.Fatalf("%q: %v", query, err)
		}
		one, err := q.Filter(t.Context(), h, sizes)
		if err != nil {
			t.Fatal(err)
		}
		other, err := opposite.Filter(t.Context(), h, sizes)
		if err != nil {
			t.Fatal(err)
		}
		for sv := range heap.SV(min(200, h.Count())) {
			_, _, a, errA := one(h, sv)
			_, note, b, errB := other(h, sv)
			if a == b || errA != nil || errB != nil || note != nil {
				t.Fatalf("%q: SV %d is %t, and not that %t with %v; %v %v", query, sv, a, b, note, errA, errB)
			}
		}
	})
}

func ExampleParseQuery() {
	_, err := mat.ParseQuery("class=Foo and retaind>1MB")
	fmt.Println(strings.SplitAfter(err.Error(), "?")[0])
	// Output: column 15: there is no field "retaind"; did you mean retained?
}
