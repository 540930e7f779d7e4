namespace Tiphys.Containers.Build;

/// <summary>A Dockerfile is malformed or cannot be followed; the message begins with <c>FILE:LINE:</c>.</summary>
public sealed class DockerfileException(string file, int line, string message, Exception? innerException = null)
    : Exception($"{file}:{line}: {message}", innerException)
{
    public string File { get; } = file;

    /// <summary>Where the instruction begins, from 1.</summary>
    public int Line { get; } = line;
}
