/** Where the team's canned replies are cached, for whoever only has to say that they changed. */
export const cannedRepliesKey = ['canned-replies'] as const
