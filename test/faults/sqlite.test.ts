import { racesAndKills, whateverBefalls } from "./suite.ts";

racesAndKills("sqlite", ["app", "store"]);
whateverBefalls("sqlite");
