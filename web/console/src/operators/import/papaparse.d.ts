/** What of papaparse is used here. Its published types bring Node's with them, which change what a timer is. */
declare module "papaparse" {
  interface Options {
    delimiter?: string;
    delimitersToGuess?: readonly string[];
    skipEmptyLines?: "greedy";
    preview?: number;
  }
  interface Papa {
    unparse(
      rows: readonly (readonly string[])[],
      options: { escapeFormulae: boolean; newline: string },
    ): string;
    parse<Row>(text: string, options: Options): { data: Row[]; meta: { delimiter: string } };
  }
  const Papa: Papa;
  // biome-ignore lint/style/noDefaultExport: the package has no other.
  export default Papa;
}
