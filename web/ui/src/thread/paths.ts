/** The line drawings of files. */

export const FILE = "M5 3h6l4 4v10H5zM11 3v4h4";
export const IMAGE = "M3.5 4h13v12h-13zM4 13l3.5-3.5L14 16M11 13l2-2 3.5 3.5M13 7.5v.1";
export const DOWNLOAD = "M10 3.5v9M6 9l4 4 4-4M4 16.5h12";
