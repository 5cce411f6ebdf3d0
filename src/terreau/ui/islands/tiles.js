// Reading a PMTiles file by ranges of bytes; loaded by style.js when the town chose one.
import { addProtocol } from "maplibre-gl";
import { Protocol } from "pmtiles";

addProtocol("pmtiles", new Protocol().tile);
