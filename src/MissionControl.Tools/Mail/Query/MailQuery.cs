using MissionControl.Steps;

namespace MissionControl.Tools.Mail.Query;

/// <summary>
/// A search in Gmail's words. Terms are joined by "and"; <c>OR</c> joins its two neighbours; <c>-</c> negates; quotes and parentheses group.
/// </summary>
internal sealed class MailQuery
{
    public const string Rule = "free words, \"quoted phrases\", from:, to:, subject:, label:, after:, before:, OR, parentheses, and - to exclude";

    private const int LongestQuery = 4000;
    private const int DeepestGroup = 20;

    private readonly List<QueryToken> _tokens;
    private int _at;
    private int _depth;

    private MailQuery(List<QueryToken> tokens) => _tokens = tokens;

    /// <exception cref="ToolException">A word of the query is not understood; the message names it.</exception>
    public static Predicate<MailMessage> Parse(string query)
    {
        if (query.Length > LongestQuery)
        {
            throw MailFault.BadQuery($"The query has {query.Length} characters. Use at most {LongestQuery}.");
        }

        var parser = new MailQuery(QueryToken.Split(query));
        var predicate = parser.All();
        return parser._at == parser._tokens.Count
            ? predicate
            : throw MailFault.BadQuery($"The query has a ')' that closes nothing, at word {parser._at + 1}. Remove it.");
    }

    private Predicate<MailMessage> All()
    {
        var terms = new List<Predicate<MailMessage>>();
        while (_at < _tokens.Count && _tokens[_at].Kind != QueryTokenKind.Close)
        {
            terms.Add(Either());
        }

        return message => terms.TrueForAll(term => term(message));
    }

    private Predicate<MailMessage> Either()
    {
        var choices = new List<Predicate<MailMessage>> { One() };
        while (_at < _tokens.Count && _tokens[_at].Kind == QueryTokenKind.Or)
        {
            _at++;
            choices.Add(One());
        }

        return choices.Count == 1 ? choices[0] : message => choices.Exists(choice => choice(message));
    }

    private Predicate<MailMessage> One()
    {
        if (_at == _tokens.Count || _tokens[_at].Kind is QueryTokenKind.Or or QueryTokenKind.Close)
        {
            throw MailFault.BadQuery("The query has an OR, a '-' or a '(' with nothing beside it. Write a word there, or quote it.");
        }

        var token = _tokens[_at++];
        switch (token.Kind)
        {
            case QueryTokenKind.Not:
                var negated = One();
                return message => !negated(message);
            case QueryTokenKind.Open:
                return Group();
            default:
                return QueryTerm.Parse(token);
        }
    }

    private Predicate<MailMessage> Group()
    {
        if (++_depth > DeepestGroup)
        {
            throw MailFault.BadQuery($"The query nests deeper than {DeepestGroup} parentheses. Write it flatter.");
        }

        var group = All();
        if (_at == _tokens.Count)
        {
            throw MailFault.BadQuery("The query has a '(' without its ')'. Close it.");
        }

        _at++;
        _depth--;
        return group;
    }
}
