namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>AppArmorProfileType</c>.</summary>
public static class AppArmorProfileType
{
    public const string Unconfined = "Unconfined";

    public const string RuntimeDefault = "RuntimeDefault";

    public const string Localhost = "Localhost";
}
