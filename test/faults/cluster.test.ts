import { racesAndKills } from "./suite.ts";

racesAndKills("cluster", ["app"]);
