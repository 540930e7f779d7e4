namespace Tiphys.Fuzz.Tests.Engine;

/// <summary>A parser that meets the network.</summary>
/// <param name="Name">Its name, also that of its folder under Findings.</param>
/// <param name="Corpus">Good inputs, to be changed.</param>
/// <param name="Run">
/// Parses an input. What it returns tells how: an input that brings about something new is kept to be changed further. It throws only when the
/// parser failed in a way that it must not; how the parser refuses bad input is for the target to catch.
/// </param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Func<byte[], string> Run)
{
    public override string ToString() => Name;
}
