package parquet

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"unsafe"

	"github.com/parquet-go/parquet-go"

	words "github.com/perlheap/perlheap/heap/text"
)

// column is a column of a table.
type column struct {
	name string
	kind columnKind
}

type columnKind uint8

const (
	text      columnKind = iota // few different texts, or NULL
	integer                     // 64 bits, signed
	nullable                    // the same, or NULL
	truth                       // true or false
	fraction                    // 64-bit floating point
	timestamp                   // microseconds, UTC
	longText                    // seldom the same text twice, or NULL
)

// tag tells the library how values of a kind are written. Texts are numbers
// into a dictionary; integers are differences, which sorted addresses make
// small (Spark reads those since 3.3: SPARK-36879). Long texts are plain: of what
// the library would choose, only newer Sparks can read (SPARK-40128). All pages are
// compressed with Zstandard.
func (k columnKind) tag() (reflect.Type, string) {
	switch k {
	case text:
		return reflect.TypeFor[string](), ",optional,dict,zstd"
	case integer:
		return reflect.TypeFor[int64](), ",delta,zstd"
	case nullable:
		return reflect.TypeFor[int64](), ",optional,delta,zstd"
	case truth:
		return reflect.TypeFor[bool](), ",zstd"
	case fraction:
		return reflect.TypeFor[float64](), ",zstd"
	case timestamp:
		return reflect.TypeFor[int64](), ",timestamp(microsecond:utc),zstd"
	default:
		return reflect.TypeFor[string](), ",optional,plain,zstd"
	}
}

func (k columnKind) optional() bool { return k == text || k == nullable || k == longText }

// ofDump are the columns that every table begins with.
var ofDump = []column{
	{"dump", text}, {"host", text}, {"process", text}, {"pid", nullable}, {"program", text}, {"time", timestamp},
}

// schemas are the columns of each table behind those of the dump.
var schemas = map[string][]column{
	"svs": svColumns, "references": referenceColumns, "lines": lineColumns, "suspects": suspectColumns,
	"populations": populationColumns,
}

func isColumn(name string) bool {
	has := func(c column) bool { return c.name == name }
	for _, columns := range schemas {
		if slices.ContainsFunc(columns, has) {
			return true
		}
	}
	return slices.ContainsFunc(ofDump, has)
}

// values returns the values of the dump's columns and of the labels.
func (id *identity) values() ([]column, []parquet.Value) {
	columns := slices.Clone(ofDump)
	values := []parquet.Value{
		textValue(id.dump), textValue(id.host), textValue(id.process), unlessZero(id.pid), textValue(id.program),
		parquet.Int64Value(id.time.UTC().UnixMicro()),
	}
	for _, l := range id.labels {
		columns = append(columns, column{l.name, text})
		values = append(values, textValue(l.value))
	}
	return columns, values
}

// Rows are handed on in batches, and a group of rows is written to the file
// when it is full, so that not more than one group is in memory. DuckDB gives
// each of its threads one group at a time and wants at least 122,880 rows in it.
const (
	batchRows = 1 << 10
	groupRows = 1 << 18
)

// table is a file that is being written.
type table struct {
	path    string // of the finished file
	file    *os.File
	writer  *parquet.GenericWriter[any]
	columns []*parquet.ColumnWriter
	kinds   []columnKind
	dump    int               // how many of the columns are those of the dump
	batch   [][]parquet.Value // by column
	fixed   []parquet.Value   // of the columns of the dump
	inGroup int               // rows, without those of the batch
	most    int               // rows that ever waited to be written
}

// newTable begins the file of a table in its folder, under a name that no
// query reads.
func newTable(dir, name string, id *identity, columns []column) (*table, error) {
	t := &table{path: id.path(dir, name)}
	if err := os.MkdirAll(filepath.Dir(t.path), 0o700); err != nil {
		return nil, fmt.Errorf("parquet: %w", err)
	}
	hidden := fmt.Sprintf(".%s.%08x.tmp", id.file, rand.Uint32())
	f, err := os.OpenFile(filepath.Join(filepath.Dir(t.path), hidden), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("parquet: %w", err)
	}
	t.file = f
	first, values := id.values()
	t.dump = len(first)
	all := slices.Concat(first, columns)
	fields := make([]reflect.StructField, len(all))
	for i, c := range all {
		typ, tag := c.kind.tag()
		fields[i] = reflect.StructField{
			Name: fmt.Sprintf("C%d", i), Type: typ,
			Tag: reflect.StructTag(fmt.Sprintf("parquet:%q", c.name+tag)),
		}
		t.kinds = append(t.kinds, c.kind)
	}
	schema := parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface())
	t.writer = parquet.NewGenericWriter[any](f, schema, parquet.CreatedBy("perlheap", "", ""))
	t.columns = t.writer.ColumnWriters()
	t.batch = make([][]parquet.Value, len(all))
	for i := range t.batch {
		t.batch[i] = make([]parquet.Value, 0, batchRows)
	}
	t.fixed = values
	return t, nil
}

// of makes the next rows be of another dump.
func (t *table) of(id *identity) error {
	if err := t.hand(); err != nil {
		return err
	}
	_, t.fixed = id.values()
	for i := range t.dump {
		t.batch[i] = t.batch[i][:0]
	}
	return nil
}

// put adds a value to a column of the batch. Where NULL is possible, a value
// is one level below it.
func (t *table) put(column int, v parquet.Value) {
	if t.kinds[column].optional() && !v.IsNull() {
		v = v.Level(0, 1, column)
	}
	t.batch[column] = append(t.batch[column], v)
}

// row adds a row: the values of the table's own columns.
func (t *table) row(values ...parquet.Value) error {
	for i, v := range values {
		t.put(t.dump+i, v)
	}
	if len(t.batch[t.dump]) == batchRows {
		return t.hand()
	}
	return nil
}

// hand returns the batch to the writer, which compresses every page that is
// full, and ends the group of rows when that is.
func (t *table) hand() error {
	n := len(t.batch[t.dump])
	for i, c := range t.columns {
		if i < t.dump {
			for len(t.batch[i]) < n { // and no more: points of a series are small
				t.put(i, t.fixed[i])
			}
		}
		values := t.batch[i][:n]
		if i >= t.dump {
			t.batch[i] = values[:0]
		}
		if _, err := c.WriteRowValues(values); err != nil {
			return fmt.Errorf("writing %s: %w", t.file.Name(), err)
		}
	}
	t.inGroup += n
	t.most = max(t.most, t.inGroup)
	if t.inGroup < groupRows {
		return nil
	}
	return t.endGroup()
}

func (t *table) endGroup() error {
	t.inGroup = 0
	if err := t.writer.Flush(); err != nil {
		return fmt.Errorf("writing %s: %w", t.file.Name(), err)
	}
	return nil
}

// finish writes what is left and the footer.
func (t *table) finish() error {
	if err := t.hand(); err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	if err := t.writer.Close(); err != nil {
		return fmt.Errorf("parquet: writing %s: %w", t.file.Name(), err)
	}
	if err := t.file.Close(); err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	t.writer, t.columns, t.batch = nil, nil, nil
	return nil
}

// publish returns the finished file its name.
func (t *table) publish() error {
	if err := os.Rename(t.file.Name(), t.path); err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	t.file = nil
	return nil
}

// discard removes the file if it was not published.
func (t *table) discard() {
	if t.file == nil {
		return
	}
	_ = t.file.Close() // it may be closed
	_ = os.Remove(t.file.Name())
}

var null = parquet.NullValue()

// textValue makes a value of a text that is harmless; NULL of none.
func textValue(s string) parquet.Value {
	if s == "" {
		return null
	}
	return parquet.ByteArrayValue(unsafe.Slice(unsafe.StringData(s), len(s)))
}

// safeValue makes a value of a text from a dump.
func safeValue(s string) parquet.Value { return textValue(words.Safe(s)) }

func unlessZero(n int64) parquet.Value {
	if n == 0 {
		return null
	}
	return parquet.Int64Value(n)
}

func number[T ~int | ~int64 | ~uint32 | ~uint64](n T) parquet.Value {
	return parquet.Int64Value(int64(n))
}

// texts makes each value of a text once: there are few classes and files, and
// many SVs. A long name is in it as it is told, so that many do not take much.
type texts map[string]parquet.Value

func (t texts) name(s string) parquet.Value { return t.value(words.Name(s)) }

func (t texts) path(s string) parquet.Value { return t.value(words.Path(s)) }

func (t texts) value(s string) parquet.Value {
	v, known := t[s]
	if !known {
		v = safeValue(s)
		t[s] = v
	}
	return v
}
