/** The code that runs inside QuickJS beside a program. `build/` makes it, as one file of JSON. */
export interface Guest {
  /** The file that installs the global objects. It runs before everything else. */
  readonly prelude: string;
  /** The file that prepares what programs with encryption need. It runs when there is time. */
  readonly warm: string;
  /** The file of each name that programs can import, such as "jsonwebtoken". */
  readonly names: Readonly<Record<string, string>>;
  /** The code of each file. */
  readonly files: Readonly<Record<string, string>>;
}
