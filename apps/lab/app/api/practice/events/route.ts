import { eventsEndpoint } from "@/lib/practice/progress/events-endpoint";

export function POST(request: Request): Promise<Response> {
  return eventsEndpoint(request);
}
