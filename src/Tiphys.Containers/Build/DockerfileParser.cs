using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tiphys.Containers.Build;

/// <summary>Reads a Dockerfile into stages and instructions. Reference: docs.docker.com/reference/dockerfile.</summary>
internal sealed partial class DockerfileParser
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN",
        "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    };

    private static readonly HashSet<string> WithFlags = new(StringComparer.Ordinal) { "ADD", "COPY", "FROM", "HEALTHCHECK", "RUN" };

    private static readonly HashSet<string> WithJson = new(StringComparer.Ordinal)
    {
        "ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME",
    };

    private readonly string _file;
    private readonly string[] _lines;
    private char _escape = '\\';
    private int _next;

    private DockerfileParser(string text, string file) => (_file, _lines) = (file, text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'));

    /// <param name="text">The content.</param>
    /// <param name="file">The name for messages.</param>
    public static Dockerfile Parse(string text, string file)
    {
        var parser = new DockerfileParser(text, file);
        parser.ReadDirectives();
        return parser.ReadStages();
    }

    /// <summary>Reads one instruction that stands in an image's ONBUILD list.</summary>
    public static DockerfileInstruction ParseTrigger(string text, string image)
    {
        var parser = new DockerfileParser(text, $"ONBUILD of {image}");
        return parser.ReadInstruction() ?? throw new DockerfileException($"ONBUILD of {image}", 1, "an empty trigger");
    }

    // Directives are comments of the form "# name=value" before anything else.
    private void ReadDirectives()
    {
        while (_next < _lines.Length && DirectivePattern().Match(_lines[_next]) is { Success: true } match)
        {
            _next++;
            if (match.Groups["name"].Value.Equals("escape", StringComparison.OrdinalIgnoreCase))
            {
                _escape = match.Groups["value"].Value is "\\" or "`"
                    ? match.Groups["value"].Value[0]
                    : throw new DockerfileException(_file, _next, "the escape character must be \\ or `");
            }
        }
    }

    private Dockerfile ReadStages()
    {
        var globals = new List<DockerfileInstruction>();
        var stages = new List<DockerfileStage>();
        while (ReadInstruction() is { } instruction)
        {
            if (instruction.Keyword == "FROM")
            {
                stages.Add(Stage(instruction, stages.Count));
            }
            else if (stages.Count > 0)
            {
                stages[^1].Instructions.Add(instruction);
            }
            else if (instruction.Keyword == "ARG")
            {
                globals.Add(instruction);
            }
            else
            {
                throw instruction.Error($"only ARG may stand before the first FROM, not {instruction.Keyword}");
            }
        }

        return stages.Count > 0
            ? new Dockerfile { Escape = _escape, GlobalArguments = globals, Stages = stages }
            : throw new DockerfileException(_file, _lines.Length, "there is no FROM instruction");
    }

    private static DockerfileStage Stage(DockerfileInstruction from, int index)
    {
        var words = from.Words;
        if (words.Count is not (1 or 3) || (words.Count == 3 && !words[1].Equals("AS", StringComparison.OrdinalIgnoreCase)))
        {
            throw from.Error("FROM needs an image, and may have AS and a name behind it");
        }

        var name = words.Count == 3 ? words[2].ToLowerInvariant() : null;
        if (name is not null && !StageNamePattern().IsMatch(name))
        {
            throw from.Error($"\"{words[2]}\" is no stage name: it must begin with a letter and have letters, digits, '-', '_' and '.'");
        }

        return new DockerfileStage { From = from, Index = index, Base = words[0], Name = name };
    }

    private DockerfileInstruction? ReadInstruction()
    {
        while (_next < _lines.Length && IsBlankOrComment(_lines[_next]))
        {
            _next++;
        }

        if (_next >= _lines.Length)
        {
            return null;
        }

        var line = _next + 1;
        return Instruction(ReadLogicalLine().Trim(), line);
    }

    // Comments and, as in old Dockerfiles, empty lines between continued lines do not count.
    private string ReadLogicalLine()
    {
        var text = new StringBuilder();
        while (_next < _lines.Length)
        {
            var line = _lines[_next++];
            if (text.Length > 0 && IsBlankOrComment(line))
            {
                continue;
            }

            var trimmed = line.TrimEnd();
            if (trimmed.Length == 0 || trimmed[^1] != _escape)
            {
                text.Append(line);
                break;
            }

            text.Append(trimmed, 0, trimmed.Length - 1);
        }

        return text.ToString();
    }

    private DockerfileInstruction Instruction(string text, int line)
    {
        var match = KeywordPattern().Match(text);
        var keyword = match.Value.ToUpperInvariant();
        if (!Keywords.Contains(keyword))
        {
            throw new DockerfileException(_file, line, $"unknown instruction {text.Split(' ')[0]}");
        }

        var rest = text[match.Length..].Trim();
        var flags = WithFlags.Contains(keyword) ? TakeFlags(ref rest) : [];
        var instruction = new DockerfileInstruction
        {
            File = _file,
            Line = line,
            Keyword = keyword,
            Flags = flags,
            Arguments = rest,
            Json = WithJson.Contains(keyword) ? ParseJson(rest) : null,
        };
        if (rest.Length == 0)
        {
            throw instruction.Error($"{keyword} needs an argument");
        }

        return keyword is "ADD" or "COPY" or "RUN" && instruction.Json is null ? instruction with { Heredocs = ReadHeredocs(instruction) } : instruction;
    }

    private List<Heredoc> ReadHeredocs(DockerfileInstruction instruction)
    {
        var result = new List<Heredoc>();
        foreach (Match match in HeredocPattern().Matches(instruction.Arguments))
        {
            var name = match.Groups["name"].Value;
            var stripTabs = match.Groups["dash"].Length > 0;
            var content = new StringBuilder();
            while (true)
            {
                if (_next == _lines.Length)
                {
                    throw instruction.Error($"the document {name} has no end");
                }

                var line = stripTabs ? _lines[_next++].TrimStart('\t') : _lines[_next++];
                if (line == name)
                {
                    break;
                }

                content.Append(line).Append('\n');
            }

            result.Add(new Heredoc(name, content.ToString(), match.Groups["quote"].Length == 0));
        }

        return result;
    }

    private static Dictionary<string, string> TakeFlags(ref string rest)
    {
        var flags = new Dictionary<string, string>(StringComparer.Ordinal);
        while (FlagPattern().Match(rest) is { Success: true } match)
        {
            flags[match.Groups["name"].Value] = match.Groups["value"].Value;
            rest = rest[match.Length..].TrimStart();
        }

        return flags;
    }

    // What only looks like JSON is the shell form, as in Docker.
    private static List<string>? ParseJson(string text)
    {
        if (!text.StartsWith('['))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var items = json.RootElement.EnumerateArray().ToList();
            return items.TrueForAll(i => i.ValueKind == JsonValueKind.String) ? items.ConvertAll(i => i.GetString()!) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsBlankOrComment(string line)
    {
        var text = line.AsSpan().TrimStart();
        return text.Length == 0 || text[0] == '#';
    }

    [GeneratedRegex(@"\A\s*#\s*(?<name>[A-Za-z][A-Za-z0-9]*)\s*=\s*(?<value>\S.*?)\s*\z")]
    private static partial Regex DirectivePattern();

    [GeneratedRegex(@"\A[a-z][a-z0-9_.-]*\z")]
    private static partial Regex StageNamePattern();

    [GeneratedRegex(@"\A[A-Za-z]+(?=\s|\z)")]
    private static partial Regex KeywordPattern();

    [GeneratedRegex(@"\A--(?<name>[a-z][a-z-]*)(?:=(?<value>\S*))?(?=\s|\z)")]
    private static partial Regex FlagPattern();

    [GeneratedRegex(@"(?<=\A|\s)<<(?<dash>-?)(?<quote>[""']?)(?<name>[A-Za-z_][A-Za-z0-9_.]*)\k<quote>(?=\s|\z)")]
    private static partial Regex HeredocPattern();
}
