import { testOutages, testRacesAndKills } from "./suite.ts";

testRacesAndKills("postgres", ["app", "store"]);
testOutages("postgres");
