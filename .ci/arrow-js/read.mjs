// Reads every event segment of a trace directory with apache-arrow and prints one JSON line a segment:
// {"file", "rows", "batches", "columns": {name: {"type", "sum"}}}. Sums are exact, as decimal strings.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RecordBatchReader } from "apache-arrow";

const directory = process.argv[2];
if (directory === undefined) {
    console.error("usage: node read.mjs DIRECTORY.vqtrace");
    process.exit(2);
}

function sum(column) {
    let total = 0n;
    for (const value of column) {
        total += BigInt(value);
    }
    return total;
}

function summarise(file) {
    const reader = RecordBatchReader.from(readFileSync(join(directory, file))).open();
    const columns = {};
    for (const field of reader.schema.fields) {
        columns[field.name] = { type: String(field.type), sum: 0n };
    }
    let rows = 0;
    let batches = 0;
    for (const batch of reader) {
        rows += batch.numRows;
        batches++;
        for (const name of Object.keys(columns)) {
            columns[name].sum += sum(batch.getChild(name));
        }
    }
    return { file, rows, batches, columns };
}

const bigIntAsText = (key, value) => (typeof value === "bigint" ? value.toString() : value);

const segments = readdirSync(directory).filter((name) => /^events-\d{6}\.arrows$/.test(name)).sort();
for (const file of segments) {
    try {
        console.log(JSON.stringify(summarise(file), bigIntAsText));
    } catch (error) {
        console.error(`${file}: ${error.message}`);
        process.exit(1);
    }
}
