namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>NamespacePhase</c>.</summary>
public static class NamespacePhase
{
    public const string Active = "Active";

    public const string Terminating = "Terminating";
}
