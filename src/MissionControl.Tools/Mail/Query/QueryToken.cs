using System.Text;

namespace MissionControl.Tools.Mail.Query;

internal enum QueryTokenKind
{
    Term,
    Or,
    Not,
    Open,
    Close,
}

/// <summary>One piece of a query. A term knows the word before its colon, if any, and whether its value stood in quotes.</summary>
internal sealed record QueryToken(QueryTokenKind Kind, string Field = "", string Text = "", bool IsPhrase = false)
{
    public static List<QueryToken> Split(string query)
    {
        var tokens = new List<QueryToken>();
        for (var at = 0; at < query.Length;)
        {
            var c = query[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (c is '(' or ')')
            {
                tokens.Add(new QueryToken(c == '(' ? QueryTokenKind.Open : QueryTokenKind.Close));
                at++;
            }
            else if (c == '-' && at + 1 < query.Length && query[at + 1] != '-')
            {
                tokens.Add(new QueryToken(QueryTokenKind.Not));
                at++;
            }
            else
            {
                tokens.Add(Term(query, ref at));
            }
        }

        return tokens;
    }

    private static QueryToken Term(string query, ref int at)
    {
        var text = new StringBuilder();
        var (field, phrase) = ("", false);
        for (; at < query.Length && !char.IsWhiteSpace(query[at]) && query[at] is not ('(' or ')'); at++)
        {
            if (query[at] == '"')
            {
                var close = query.IndexOf('"', at + 1);
                if (close < 0)
                {
                    throw MailFault.BadQuery($"The query has a quote that is not closed, at character {at + 1}. Close it.");
                }

                text.Append(query, at + 1, close - at - 1);
                (at, phrase) = (close, true);
            }
            else if (query[at] == ':' && field.Length == 0 && !phrase && text.Length > 0)
            {
                field = text.ToString();
                text.Clear();
            }
            else
            {
                text.Append(query[at]);
            }
        }

        return field.Length == 0 && !phrase && text.ToString() == "OR"
            ? new QueryToken(QueryTokenKind.Or)
            : new QueryToken(QueryTokenKind.Term, field, text.ToString(), phrase);
    }
}
