// Reads a JSON array of SQL statements from the standard input, runs them in
// this order, with file names relative to the current folder, and writes their
// results as a JSON array: {columns, types, rows}, with values as DuckDB
// prints them.
import { DuckDBInstance } from '@duckdb/node-api';

let input = '';
for await (const chunk of process.stdin) input += chunk;
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const results = [];
for (const sql of JSON.parse(input)) {
  const reader = await connection.runAndReadAll(sql);
  results.push({
    columns: reader.columnNames(),
    types: reader.columnTypes().map(String),
    rows: reader.getRows().map((row) => row.map((value) => (value === null ? 'NULL' : String(value)))),
  });
}
process.stdout.write(JSON.stringify(results));
