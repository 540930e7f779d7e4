namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>RecursiveReadOnlyMode</c>.</summary>
public static class RecursiveReadOnlyMode
{
    public const string Disabled = "Disabled";

    public const string IfPossible = "IfPossible";

    public const string Enabled = "Enabled";
}
