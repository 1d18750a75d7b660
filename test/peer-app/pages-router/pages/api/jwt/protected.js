import jwt from "jsonwebtoken";

const SECRET = "a_secret_for_the_tokens_of_the_example";

export default function handler(req, res) {
  const token = req.headers.authorization?.split(" ")[1];
  if (!token) return res.status(401).json({ message: "No token" });
  try {
    const { userId, role, exp, iat } = jwt.verify(token, SECRET);
    return res.status(200).json({ userId, role, lifetime: exp - iat });
  } catch (error) {
    return res.status(401).json({ message: "Invalid or expired token", reason: error.message });
  }
}
