import { testOutages, testRacesAndKills } from "./suite.ts";

testRacesAndKills("sqlite", ["app", "store"]);
testOutages("sqlite");
