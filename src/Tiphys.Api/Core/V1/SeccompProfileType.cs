namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>SeccompProfileType</c>.</summary>
public static class SeccompProfileType
{
    public const string Unconfined = "Unconfined";

    public const string RuntimeDefault = "RuntimeDefault";

    public const string Localhost = "Localhost";
}
