import { racesAndKills, whateverBefalls } from "./suite.ts";

racesAndKills("postgres", ["app", "store"]);
whateverBefalls("postgres");
