/** The looks of a page. `Theme` of the options has the same members. */
export interface PageTheme {
  readonly colorScheme?: "auto" | "dark" | "light" | undefined;
  /** The URL of an image. */
  readonly logo?: string | undefined;
  /** The color of buttons. */
  readonly brandColor?: string | undefined;
  /** The color of the text on buttons. */
  readonly buttonText?: string | undefined;
}
