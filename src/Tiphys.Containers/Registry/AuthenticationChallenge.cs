namespace Tiphys.Containers.Registry;

/// <summary>
/// One challenge of a <c>WWW-Authenticate</c> header (RFC 9110, 11.6.1): <c>Bearer realm="…",service="…",scope="…"</c>.
/// </summary>
internal sealed record AuthenticationChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>Reads all challenges of all header values. What cannot be understood is left out.</summary>
    public static IReadOnlyList<AuthenticationChallenge> Parse(IEnumerable<string> values)
    {
        var result = new List<AuthenticationChallenge>();
        foreach (var value in values)
        {
            new Parser(value).Read(result);
        }

        return result;
    }

    // Challenges and parameters are both separated by commas: a token followed by '=' is a parameter, else a scheme.
    private ref struct Parser(ReadOnlySpan<char> text)
    {
        private const string Separators = "()<>@,;:\\\"/[]?={} \t";

        private ReadOnlySpan<char> _rest = text;

        public void Read(List<AuthenticationChallenge> result)
        {
            Dictionary<string, string>? current = null;
            while (true)
            {
                _rest = _rest.TrimStart(" \t,");
                var token = Token();
                if (token.Length == 0)
                {
                    return;
                }

                _rest = _rest.TrimStart(" \t");
                if (current is not null && _rest is ['=', ..])
                {
                    _rest = _rest[1..].TrimStart(" \t");
                    current[token] = _rest is ['"', ..] ? Quoted() : Token();
                }
                else
                {
                    current = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                    result.Add(new AuthenticationChallenge(token, current));
                }
            }
        }

        private string Token()
        {
            var end = _rest.IndexOfAny(Separators);
            var token = end < 0 ? _rest : _rest[..end];
            _rest = _rest[token.Length..];
            return token.ToString();
        }

        private string Quoted()
        {
            var value = new System.Text.StringBuilder();
            var i = 1;
            for (; i < _rest.Length && _rest[i] != '"'; i++)
            {
                if (_rest[i] == '\\' && i + 1 < _rest.Length)
                {
                    i++;
                }

                value.Append(_rest[i]);
            }

            _rest = _rest[Math.Min(i + 1, _rest.Length)..];
            return value.ToString();
        }
    }
}
