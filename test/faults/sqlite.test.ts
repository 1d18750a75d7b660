import { faultsOf } from "./suite.ts";

faultsOf("sqlite");
