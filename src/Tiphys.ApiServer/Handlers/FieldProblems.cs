namespace Tiphys.ApiServer.Handlers;

/// <summary>What strict reading finds in a body.</summary>
internal static class FieldProblems
{
    private const string Duplicate = "duplicate field ";

    /// <summary>The problems, each once, without those of members that are not known anyway.</summary>
    public static IReadOnlyList<string> Told(IReadOnlyList<string> problems) => problems.Count < 2
        ? problems
        : [.. problems.Where(problem => !IsDuplicate(problem) || !problems.Contains($"unknown field {problem[Duplicate.Length..]}")).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a problem is a member given twice.</summary>
    public static bool IsDuplicate(string problem) => problem.StartsWith(Duplicate, StringComparison.Ordinal);
}
