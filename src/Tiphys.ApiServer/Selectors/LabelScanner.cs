namespace Tiphys.ApiServer.Selectors;

/// <summary>What a piece of a label selector is.</summary>
internal enum LabelToken
{
    End,
    Identifier,
    Comma,
    Not,
    Equal,
    DoubleEqual,
    NotEqual,
    Greater,
    Less,
    In,
    NotIn,
    Open,
    Close,
}

/// <summary>Takes a label selector apart into tokens, and hands them out one by one.</summary>
internal sealed class LabelScanner(string text)
{
    private const string Symbols = "=!(),<>";

    private int _at;
    private (LabelToken Token, string Text)? _ahead;

    /// <summary>The next token, which stays. Where a name or value is looked for, <c>in</c> and <c>notin</c> are words like any other.</summary>
    public (LabelToken Token, string Text) Peek(bool isOperator = false)
    {
        var (token, word) = _ahead ??= Scan();
        return !isOperator && token is LabelToken.In or LabelToken.NotIn ? (LabelToken.Identifier, word) : (token, word);
    }

    /// <summary>The next token, which is taken.</summary>
    public (LabelToken Token, string Text) Take(bool isOperator = false)
    {
        var next = Peek(isOperator);
        _ahead = null;
        return next;
    }

    private (LabelToken Token, string Text) Scan()
    {
        while (_at < text.Length && IsBlank(text[_at]))
        {
            _at++;
        }

        if (_at == text.Length)
        {
            return (LabelToken.End, "");
        }

        return Symbols.Contains(text[_at]) ? Symbol() : Word();
    }

    private (LabelToken Token, string Text) Symbol()
    {
        var two = _at + 1 < text.Length ? text.Substring(_at, 2) : "";
        var symbol = two is "==" or "!=" ? two : text[_at].ToString();
        _at += symbol.Length;
        return (symbol switch
        {
            "==" => LabelToken.DoubleEqual,
            "!=" => LabelToken.NotEqual,
            "=" => LabelToken.Equal,
            "!" => LabelToken.Not,
            "(" => LabelToken.Open,
            ")" => LabelToken.Close,
            "," => LabelToken.Comma,
            ">" => LabelToken.Greater,
            _ => LabelToken.Less,
        }, symbol);
    }

    private (LabelToken Token, string Text) Word()
    {
        var start = _at;
        while (_at < text.Length && !IsBlank(text[_at]) && !Symbols.Contains(text[_at]))
        {
            _at++;
        }

        var word = text[start.._at];
        return (word switch { "in" => LabelToken.In, "notin" => LabelToken.NotIn, _ => LabelToken.Identifier }, word);
    }

    private static bool IsBlank(char character) => character is ' ' or '\t' or '\r' or '\n';
}
