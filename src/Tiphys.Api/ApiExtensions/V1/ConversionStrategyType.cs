namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Known values of <c>ConversionStrategyType</c>.</summary>
public static class ConversionStrategyType
{
    public const string None = "None";

    public const string Webhook = "Webhook";
}
