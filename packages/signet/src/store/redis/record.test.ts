import { expect, test } from "vitest";
import { testRecord } from "../../testing/records.ts";
import { toRecord, toValue } from "./record.ts";

/** Returns the second line of a value: the JSON of the fields that never change. */
function fieldsIn(value: string): object {
  return JSON.parse(value.split("\n")[1] ?? "");
}

test("a Redis record without terms has the fields that earlier releases wrote, and no others", () => {
  const record = testRecord();
  expect(Object.keys(fieldsIn(toValue(record)))).toEqual(["h", "u", "c", "a", "l", "g", "i"]);
  expect(toRecord(record.id, toValue(record))).toEqual(record);
});

test("the terms of a Redis record follow the fields of earlier releases", () => {
  const record = testRecord({ terms: "[1,null,0]" });
  const fields = fieldsIn(toValue(record));
  expect(Object.keys(fields)).toEqual(["h", "u", "c", "a", "l", "g", "i", "t"]);
  expect(toRecord(record.id, toValue(record))).toEqual(record);
});

test.each([1, null, {}, true])("a Redis record whose terms are %j cannot be read", (terms) => {
  const value = toValue(testRecord({ terms: "TERMS" })).replace('"TERMS"', JSON.stringify(terms));
  expect(() => toRecord("id", value)).toThrow(/does not have the format of signet-auth/);
});
