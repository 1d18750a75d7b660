/** Bytes or a text, as the functions of `node:crypto` accept them. */
export type BinaryLike = string | ArrayBufferView | ArrayBuffer;

/**
 * Returns the bytes of a value. The bytes of a view or a buffer are not copied.
 *
 * @throws {TypeError} for every other type.
 */
export function bytesOf(
  value: BinaryLike,
  name: string,
  encoding: BufferEncoding = "utf8",
): Uint8Array {
  if (typeof value === "string") return Buffer.from(value, encoding);
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new TypeError(
    `${name} is of type ${typeof value}. Give a string, a Buffer or a Uint8Array.`,
  );
}
