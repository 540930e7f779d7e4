namespace Tiphys.Containers.Build;

/// <summary>One instruction, its variables not yet expanded.</summary>
internal sealed record DockerfileInstruction
{
    public required string File { get; init; }

    public required int Line { get; init; }

    /// <summary>In upper case.</summary>
    public required string Keyword { get; init; }

    /// <summary>Options such as <c>--chown=1</c>, in front of the arguments; the value is empty for <c>--link</c>.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init; } = new Dictionary<string, string>();

    /// <summary>What follows keyword and flags, lines joined.</summary>
    public required string Arguments { get; init; }

    /// <summary>The arguments if they are a JSON array of strings (the "exec form").</summary>
    public IReadOnlyList<string>? Json { get; init; }

    public IReadOnlyList<Heredoc> Heredocs { get; init; } = [];

    /// <summary>The whole instruction on one line, for history and progress.</summary>
    public string Text => Flags.Count == 0
        ? $"{Keyword} {Arguments}"
        : $"{Keyword} {string.Join(' ', Flags.Select(f => f.Value.Length > 0 ? $"--{f.Key}={f.Value}" : $"--{f.Key}"))} {Arguments}";

    /// <summary>Arguments separated by white space, or the members of the JSON array.</summary>
    public IReadOnlyList<string> Words => Json ?? Arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public DockerfileException Error(string message, Exception? inner = null) => new(File, Line, message, inner);
}

/// <summary>A document inside the Dockerfile.</summary>
/// <param name="Name">Its delimiter, which is also the name of the file that it makes.</param>
/// <param name="Content">With a line feed at the end of each line.</param>
/// <param name="Expand">Variables count in it; false when the delimiter is quoted.</param>
internal sealed record Heredoc(string Name, string Content, bool Expand);

/// <summary>A stage: FROM and what follows it.</summary>
internal sealed record DockerfileStage
{
    public required DockerfileInstruction From { get; init; }

    public required int Index { get; init; }

    /// <summary>The image or earlier stage, variables not yet expanded.</summary>
    public required string Base { get; init; }

    /// <summary>From <c>AS</c>, in lower case.</summary>
    public string? Name { get; init; }

    public List<DockerfileInstruction> Instructions { get; } = [];
}

/// <summary>A whole Dockerfile.</summary>
internal sealed record Dockerfile
{
    public required char Escape { get; init; }

    /// <summary>The ARG instructions before the first FROM.</summary>
    public required IReadOnlyList<DockerfileInstruction> GlobalArguments { get; init; }

    public required IReadOnlyList<DockerfileStage> Stages { get; init; }
}
