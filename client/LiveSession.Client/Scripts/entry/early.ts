import { gatherEarlyKeys } from "../earlyKeys";

gatherEarlyKeys();
