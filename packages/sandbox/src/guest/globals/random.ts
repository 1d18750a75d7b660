const LONGEST = 65_536;

/** Creates `crypto` without `subtle`: the library's own cryptography is synchronous in the sandbox. */
export function randomSource(randomBytes: (count: number) => ArrayBuffer) {
  function getRandomValues<View extends ArrayBufferView>(view: View): View {
    if (!ArrayBuffer.isView(view) || view instanceof Float32Array || view instanceof Float64Array) {
      throw new TypeError("crypto.getRandomValues needs a typed array of integers.");
    }
    const { buffer, byteOffset, byteLength } = view as ArrayBufferView;
    if (byteLength > LONGEST) {
      throw new RangeError(`crypto.getRandomValues fills at most ${LONGEST} bytes at once.`);
    }
    new Uint8Array(buffer, byteOffset, byteLength).set(new Uint8Array(randomBytes(byteLength)));
    return view;
  }

  /** Returns a UUID of version 4 (RFC 9562, section 5.4). */
  function randomUUID(): string {
    const bytes = new Uint8Array(randomBytes(16));
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
    return [...parts, hex.slice(20)].join("-");
  }

  return { getRandomValues, randomUUID };
}
