using LiveSession.Client.Transcript;

namespace LiveSession.Server.Analysis;

/// <summary>Registers what machines find in transcripts. Captions and log know nothing of it.</summary>
internal static class AnalysisRegistration
{
    public static IServiceCollection AddAnalysis(this IServiceCollection services)
    {
        services.AddSingleton<LanguageResource>();
        services.AddSingleton<SessionAnalyses>().AddHostedService(provider => provider.GetRequiredService<SessionAnalyses>());
        services.AddHealthChecks().AddCheck<LanguageServiceHealth>("language-service", tags: ["ready"]);
        return services.AddScoped<IAnalysisDesk, CircuitAnalysisDesk>();
    }
}
