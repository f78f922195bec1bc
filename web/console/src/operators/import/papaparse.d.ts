/** What of papaparse is used here. Its published types bring Node's with them, which change what a timer is. */
declare module "papaparse" {
  interface Papa {
    parse<Row>(text: string, options: { delimitersToGuess: readonly string[] }): { data: Row[] };
  }
  const Papa: Papa;
  // biome-ignore lint/style/noDefaultExport: the package has no other.
  export default Papa;
}
