import { racesAndKills, whateverBefalls } from "./suite.ts";

racesAndKills("redis", ["app", "store"]);
whateverBefalls("redis");
